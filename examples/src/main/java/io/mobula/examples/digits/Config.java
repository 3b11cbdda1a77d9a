package io.mobula.examples.digits;

import io.mobula.tune.Choice;
import io.mobula.tune.LogUniform;
import io.mobula.tune.Uniform;

/**
 * What a trial tries. The annotations are the search space.
 *
 * @param rate of learning in the first epoch; it falls to zero in a straight line
 * @param width units of the hidden layer
 * @param batch lessons per step
 */
record Config(
        @LogUniform(min = 0.005, max = 1) double rate,
        @Choice({16, 32, 64}) int width,
        @Choice({16, 32, 64}) int batch,
        @Uniform(min = 0, max = 0.95) double momentum) {}
