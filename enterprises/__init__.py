"""Strategy S1, and the register that the other strategies stand on."""
