### Readings of predictions: verdicts, calibration.
