"""The plan and what is made of it: programs, calls, parameters, and the money behind them."""
