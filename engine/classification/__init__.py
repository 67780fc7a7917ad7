"""The standards that figures are published by: SN2007 and periods."""
