package io.mobula.cli;

import io.mobula.config.MobulaConfig;
import io.mobula.output.OutputLog;
import java.util.Optional;

/** Starts a node in this JVM. */
@FunctionalInterface
public interface NodeStarter {
    /**
     * Returns once the node is in its cluster; throws when it cannot be.
     *
     * @param output what this process prints
     */
    RunningNode start(MobulaConfig config, OutputLog output);

    /** Thread safety: {@code close} may come from any thread, and more than once. */
    interface RunningNode extends AutoCloseable {
        /** {@code host:port} of its listener. */
        String address();

        /** Its identity in this life, such as {@code node-2.1}. */
        String identity();

        /** Returns when the node has stopped, by {@link #close} or because the cluster declared it dead. */
        void awaitStopped() throws InterruptedException;

        /** Whether it has stopped to be started again. */
        default boolean restarts() {
            return false;
        }

        /** Why the cluster declared it dead; empty if it did not. */
        Optional<String> declaredDead();

        @Override
        void close();
    }
}
