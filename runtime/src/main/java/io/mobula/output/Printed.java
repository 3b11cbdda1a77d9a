package io.mobula.output;

/** What the bodies of one job print, in the order in which it is told. */
public sealed interface Printed {
    /**
     * A whole line, without its end.
     *
     * @param voice of whose body it is: no two bodies of one node have the same
     * @param label of the body, for people: {@code fit node-2}
     */
    record Line(Std std, long voice, String label, String text) implements Printed {}

    /** So many lines are missing here. */
    record LeftOut(long lines) implements Printed {}
}
