"""The search of the whole site: asks every source, suggests while one types, and learns from what nobody found."""
