package io.mobula.submit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The first class of a submitted job's driver: ties its life to the node's, then is the program. */
public final class DriverMain {
    /** As after SIGTERM. */
    private static final int NODE_GONE = 143;

    /** How long shutdown hooks may take when the node has gone. */
    private static final Duration EXIT_LIMIT = Duration.ofSeconds(5);

    private DriverMain() {}

    /** @param arguments the program's main class, then its own arguments */
    public static void main(String[] arguments) throws Throwable {
        InputStream fromNode = System.in;
        System.setIn(InputStream.nullInputStream());
        Thread.ofPlatform().daemon().name("mobula-node-watch").start(() -> awaitEnd(fromNode));
        Thread.currentThread().setContextClassLoader(DriverMain.class.getClassLoader());
        MainMethod.of(Class.forName(arguments[0])).run(Arrays.copyOfRange(arguments, 1, arguments.length));
    }

    /** The pipe ends when the node does, even by {@code kill -9} (JOB-3). */
    private static void awaitEnd(InputStream fromNode) {
        try {
            fromNode.transferTo(OutputStream.nullOutputStream());
        } catch (IOException broken) {
            // A broken pipe is an end too.
        }
        CompletableFuture.delayedExecutor(EXIT_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> Runtime.getRuntime().halt(NODE_GONE));
        System.exit(NODE_GONE);
    }
}
