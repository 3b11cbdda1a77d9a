package io.mobula.train.collective;

/** How the values of all ranks become one. */
public enum Op {
    SUM,
    /** The sum divided by the number of ranks, in that order. */
    MEAN,
    /** As {@link Math#min}: NaN wins. */
    MIN,
    /** As {@link Math#max}: NaN wins. */
    MAX
}
