package io.mobula.examples.digits;

/**
 * A process that was killed on purpose.
 *
 * @param afterTrials trials that had ended by then
 */
record Kill(long pid, int afterTrials) {}
