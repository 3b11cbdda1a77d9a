package io.mobula.api;

import io.mobula.api.resource.PlacementGroup;
import io.mobula.api.resource.Resources;
import io.mobula.api.resource.Strategy;
import java.time.Duration;

/**
 * Resources to be reserved together, and {@code reserve}.
 *
 * {@snippet :
 * try (PlacementGroup pair = mobula.group().strategy(Strategy.SPREAD).bundles(2, Resources.cpus(1)).reserve(Duration.ofSeconds(30))) {
 *   ActorHandle<Worker> first = mobula.actor().in(pair.bundle(0)).start(Worker::new);
 * }
 * }
 *
 * <p>Immutable, as all options are.
 */
public interface GroupBuilder {
    /** For lists and errors; need not be unique. */
    GroupBuilder name(String name);

    /** Default {@link Strategy#PACK}. */
    GroupBuilder strategy(Strategy strategy);

    /** One more bundle. */
    GroupBuilder bundle(Resources resources);

    /** As many more bundles of one size. */
    GroupBuilder bundles(int count, Resources each);

    /** As many more bundles of one size, on nodes that the selector chooses; see {@link RemoteOptions#where}. */
    GroupBuilder bundles(int count, Resources each, String selector);

    /**
     * All or nothing: returns when every bundle is reserved.
     *
     * <p>Failure: {@code PlacementException} with what the cluster has, at once if it can never fit, else when the time is up; nothing stays reserved then.
     */
    PlacementGroup reserve(Duration atMost);
}
