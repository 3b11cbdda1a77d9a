package io.mobula.process;

import io.mobula.core.directory.DirectoryReply;
import io.mobula.core.directory.DirectoryRequest;
import java.util.concurrent.CompletionStage;

/** A process's way to the directory of actors and groups. */
@FunctionalInterface
public interface DirectoryClient {
    /**
     * Asks, and asks again until there is an answer or the time for requests is up; then the stage fails with a {@code ConnectionException}.
     *
     * <p>Thread safety: from any thread; never blocks.
     */
    CompletionStage<DirectoryReply> ask(DirectoryRequest request);
}
