package io.mobula.serve;

import io.mobula.serve.infer.ModelSignature;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What everybody knows of a version of a deployment; nothing in it is of the user's classes.
 *
 * @param type the name of the deployed class
 * @param routes those of HTTP
 * @param model its signature, if it has inference
 */
record Facts(String name, String type, Limits limits, List<Path> routes, Optional<ModelSignature> model) {
    /** @param batched its requests are gathered */
    record Path(String path, boolean batched) {}

    /**
     * @param maxOngoing calls at one replica at once, from one process
     * @param maxQueued requests that wait in one process
     * @param retries of a request that may have run
     * @param batchMax requests in a call
     * @param batchWait how long the first of a call waits for others
     * @param timeout of a request, from its arrival to its answer
     * @param deployTimeout until all replicas of a deploy are ready
     */
    record Limits(
            int replicas,
            int maxOngoing,
            int maxQueued,
            int retries,
            int batchMax,
            Duration batchWait,
            Duration timeout,
            Duration deployTimeout) {}

    Facts {
        routes = List.copyOf(routes);
    }
}
