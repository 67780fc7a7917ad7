"""What can be set: fields with limits and labels from the declarations."""
