package io.mobula.tune;

/**
 * Ends a trial's body early; thrown by {@link Trial#report}. Let it pass: {@code finally} blocks run, and what is thrown in its place is no failure of the trial.
 *
 * <p>An {@code Error}, as it is nothing that a handler of the training loop's exceptions should take for one.
 */
public final class TrialStopped extends Error {
    private static final long serialVersionUID = 1L;

    TrialStopped(String trial, String reason) {
        super(trial + " is to end here: " + reason, null, false, false);
    }
}
