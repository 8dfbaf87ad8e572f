"""The program and its window: what starts them, what they can do, and with which keys."""
