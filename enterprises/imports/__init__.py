"""Official lists read into the register, in two steps: check, then apply."""
