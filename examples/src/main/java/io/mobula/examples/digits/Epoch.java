package io.mobula.examples.digits;

/**
 * How good a network is after an epoch.
 *
 * @param accuracy share of the images that it reads correctly
 * @param loss mean cross-entropy on them
 */
record Epoch(double accuracy, double loss) {}
