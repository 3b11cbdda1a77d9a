package io.mobula.tune;

/** What a trial's task tells its sweep. */
sealed interface Notice {
    int trial();

    int run();

    /** The body is about to run. */
    record Began(int trial, int run) implements Notice {}

    /**
     * One more iteration.
     *
     * @param iteration from 1
     * @param score of these metrics, higher is better
     */
    record Reported(int trial, int run, int iteration, double score, Object metrics, Kept kept) implements Notice {}
}
