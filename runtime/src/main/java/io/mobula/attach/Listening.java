package io.mobula.attach;

import java.util.Optional;

/**
 * How a driver listens to what its job's bodies print.
 *
 * @param submittedAs the id its job was submitted under, by which the output is found later
 */
public record Listening(Optional<String> submittedAs, Wish wish) {
    public enum Wish {
        LINES,
        /** None of the lines: the node is only told the name. */
        NAMES_ONLY
    }
}
