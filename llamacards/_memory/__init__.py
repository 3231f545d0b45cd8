"""The memory that models need, and the devices that hold them."""
