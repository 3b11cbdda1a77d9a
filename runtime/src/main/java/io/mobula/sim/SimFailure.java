package io.mobula.sim;

/** A seed under which something did not hold. The message is all one needs to see it again. */
public final class SimFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SimFailure(long seed, String story, Throwable cause) {
        super(
                "Seed " + seed + ": " + cause.getMessage() + "\nThe last steps:\n" + story
                        + "\nReplay: ./mobula sim --seed " + seed,
                cause);
    }
}
