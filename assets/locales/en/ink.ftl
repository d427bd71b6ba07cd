### Strokes, pictures and the normaliser.
