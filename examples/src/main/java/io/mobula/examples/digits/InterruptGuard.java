package io.mobula.examples.digits;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C ends the program in order: the guarded thread is interrupted, leaves its {@code try} blocks, and closes what they opened.
 *
 * <p>Failure: a thread that does not leave within {@value #GRACE_SECONDS} s is left behind; the cluster notices that the driver is gone.
 */
final class InterruptGuard implements AutoCloseable {
    private static final int GRACE_SECONDS = 5;

    private final CountDownLatch left = new CountDownLatch(1);
    private final Thread hook;

    private InterruptGuard(Thread guarded) {
        hook = new Thread(() -> stop(guarded), "interrupt-guard");
    }

    static InterruptGuard ofThisThread() {
        InterruptGuard guard = new InterruptGuard(Thread.currentThread());
        Runtime.getRuntime().addShutdownHook(guard.hook);
        return guard;
    }

    private void stop(Thread guarded) {
        System.out.println("\nInterrupted: closing the session; what has not ended is cancelled.");
        guarded.interrupt();
        try {
            if (!left.await(GRACE_SECONDS, TimeUnit.SECONDS))
                System.err.println(Text.format("digits: The session did not close within %d s.", GRACE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        left.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // The hook runs already, and is what waits for the latch.
        }
    }
}
