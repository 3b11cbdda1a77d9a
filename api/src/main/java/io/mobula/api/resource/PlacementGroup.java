package io.mobula.api.resource;

import java.util.List;

/**
 * Resources reserved together. When the node of a bundle dies, the bundle is reserved anew elsewhere; what ran in it has died with the node.
 *
 * <p>It may be captured. It ends with its job, or with {@link #close()}.
 *
 * <p>Thread safety: all methods from any thread.
 */
public interface PlacementGroup extends AutoCloseable {
    String id();

    List<Bundle> bundles();

    default Bundle bundle(int index) {
        return bundles().get(index);
    }

    /** Gives the resources back; actors in it are killed, tasks in it fail. */
    @Override
    void close();

    /** One part of a group, on one node. */
    interface Bundle {
        PlacementGroup group();

        int index();

        Resources resources();

        /** The name of the node it is on at present. */
        String node();
    }
}
