package io.mobula.train.collective;

/**
 * A rank's place in a group that has come together.
 *
 * <p>Thread safety: {@link #abort} and {@link #position} from any thread; {@link #leave} by the thread that makes the calls, once it makes none any more.
 */
public final class Membership {
    private final Mesh mesh;
    private final MeshCollective collective;

    Membership(Mesh mesh) {
        this.mesh = mesh;
        this.collective = new MeshCollective(mesh);
    }

    public Collective collective() {
        return collective;
    }

    public Position position() {
        return collective.position();
    }

    /** The call that runs, and every further one, throws this. Only the first failure of a rank counts. */
    public void abort(CollectiveException cause) {
        mesh.abort(cause);
    }

    /** Closes the connections, after telling the neighbours why; ranks that still wait for this one fail with it: {@code rank 1 (node-2) <why>}. */
    public void leave(String why) {
        mesh.leave(why);
    }
}
