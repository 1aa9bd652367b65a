"""From payload to data target: pure functions, one module a vendor."""
