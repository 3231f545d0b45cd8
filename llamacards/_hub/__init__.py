"""Cards of the Hugging Face Hub."""
