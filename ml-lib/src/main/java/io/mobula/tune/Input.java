package io.mobula.tune;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What reaches the sweep's thread. */
sealed interface Input {
    /** The desk had news. */
    record Arrived(List<Notice> notices) implements Input {}

    /** An exchange with the desk failed. */
    record DeskFailed(Throwable error) implements Input {}

    /** The task of a trial has ended; without an error, if its body returned. */
    record TaskOver(int trial, int run, @Nullable Throwable error) implements Input {}

    /** The user wants it to end. */
    record StopAsked() implements Input {}
}
