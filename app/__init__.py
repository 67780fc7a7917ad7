"""The page in the browser: calls the engine and shows its answers; decides nothing."""
