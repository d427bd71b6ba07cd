### Networks, weights and cards.
