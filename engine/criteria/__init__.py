"""Room 2, what is asked: indicators, weights, conditions and money, as a file declares them."""
