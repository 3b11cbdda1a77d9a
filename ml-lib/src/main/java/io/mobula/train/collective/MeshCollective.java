package io.mobula.train.collective;

import io.mobula.train.collective.Call.Kind;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The algorithms over a {@link Mesh}: a pipelined ring for long arrays, a binomial tree for short ones. */
final class MeshCollective implements Collective {
    /** Arrays shorter than this go through the tree, where the number of messages counts and not the bytes; one block holds them. */
    static final int TREE_BYTES = 64 << 10;

    private static final double[] NOTHING = {};

    private final Mesh mesh;
    private final Topology topology;
    private final float[] floats = new float[Link.BLOCK_BYTES / Float.BYTES];
    private final double[] doubles = new double[Link.BLOCK_BYTES / Double.BYTES];
    private volatile Position position = Position.START;

    MeshCollective(Mesh mesh) {
        this.mesh = mesh;
        this.topology = mesh.topology();
    }

    Position position() {
        return position;
    }

    @Override
    public int rank() {
        return topology.rank();
    }

    @Override
    public int size() {
        return topology.size();
    }

    @Override
    public void allReduce(float[] values, Op op) {
        allReduce(new Floats(values, floats), op);
    }

    @Override
    public void allReduce(double[] values, Op op) {
        allReduce(new Doubles(values, doubles), op);
    }

    @Override
    public void reduceScatter(float[] values, Op op) {
        reduceScatter(new Floats(values, floats), op);
    }

    @Override
    public void reduceScatter(double[] values, Op op) {
        reduceScatter(new Doubles(values, doubles), op);
    }

    @Override
    public void allGather(float[] values) {
        allGather(new Floats(values, floats));
    }

    @Override
    public void allGather(double[] values) {
        allGather(new Doubles(values, doubles));
    }

    @Override
    public void broadcast(float[] values, int root) {
        broadcast(new Floats(values, floats), root);
    }

    @Override
    public void broadcast(double[] values, int root) {
        broadcast(new Doubles(values, doubles), root);
    }

    @Override
    public void barrier() {
        Call call = begin(Kind.BARRIER, 0);
        var nothing = new Doubles(NOTHING, doubles);
        treeReduce(call, nothing, Op.SUM);
        treeSpread(call, nothing);
        end();
    }

    private void allReduce(Values values, Op op) {
        Call call = begin(Kind.ALL_REDUCE, values.length());
        if (isShort(values)) {
            treeReduce(call, values, op);
            treeSpread(call, values);
        } else {
            RingPlan plan = plan(values);
            ring(call, values, op, plan, 0, plan.allSteps());
        }
        end();
    }

    private void reduceScatter(Values values, Op op) {
        Call call = begin(Kind.REDUCE_SCATTER, values.length());
        RingPlan plan = plan(values);
        ring(call, values, op, plan, 0, plan.reduceSteps());
        end();
    }

    private void allGather(Values values) {
        Call call = begin(Kind.ALL_GATHER, values.length());
        RingPlan plan = plan(values);
        ring(call, values, Op.SUM, plan, plan.reduceSteps(), plan.allSteps());
        end();
    }

    private void broadcast(Values values, int root) {
        Objects.checkIndex(root, size());
        Call call = begin(Kind.BROADCAST, values.length());
        if (isShort(values)) {
            treeRaise(call, values, root);
            treeSpread(call, values);
        } else {
            chain(call, values, root);
        }
        end();
    }

    private Call begin(Kind kind, long elements) {
        mesh.check();
        var call = new Call(kind, position.sequence() + 1, elements);
        position = new Position(call.text(), call.sequence(), Position.Inside.CALL);
        return call;
    }

    private void end() {
        position = new Position(position.call(), position.sequence(), Position.Inside.OWN_CODE);
    }

    private boolean isShort(Values values) {
        return (long) values.length() * values.width() < TREE_BYTES;
    }

    private RingPlan plan(Values values) {
        return RingPlan.of(topology, values.length(), Link.BLOCK_BYTES / values.width());
    }

    /** Sends to the next rank and receives from the one before, both at once, from one step of the plan to another. */
    private void ring(Call call, Values values, Op op, RingPlan plan, int fromStep, int toStep) {
        if (size() == 1) return;
        Link next = mesh.link(topology.next());
        Link previous = mesh.link(topology.previous());
        int blocks = plan.blocks();
        int first = fromStep * blocks;
        int end = toStep * blocks;
        int sent = first;
        int received = first;
        while (true) {
            long before = next.moved() + previous.moved();
            boolean flushed = mesh.flush(next, call);
            // A block of the first step is the rank's own; any other is what came one step before.
            if (flushed && sent < end && received - first > sent - first - blocks) {
                next.fill(call, values, plan.sent(sent++));
                flushed = mesh.flush(next, call);
            }
            if (received < end) {
                ByteBuffer block = mesh.poll(previous, call);
                if (block != null) {
                    take(values, op, plan, received++, block);
                    previous.consumed();
                }
            }
            if (flushed && sent == end && received == end) return;
            if (next.moved() + previous.moved() == before) {
                mesh.await(received < end ? previous : null, flushed ? null : next, call);
            }
        }
    }

    private void take(Values values, Op op, RingPlan plan, int number, ByteBuffer block) {
        Shard piece = plan.received(number);
        if (plan.reduces(number)) {
            values.reduce(piece, block, op);
            if (op == Op.MEAN && plan.completes(number)) values.divide(piece, size());
        } else {
            values.read(piece, block);
        }
    }

    /** Rank 0 ends with the reduction of all: each rank adds its children's values to its own, in their order, and passes the sum up. */
    private void treeReduce(Call call, Values values, Op op) {
        Shard all = new Shard(0, values.length());
        for (int child : topology.children()) {
            Link link = mesh.link(child);
            values.reduce(all, receive(link, call), op);
            link.consumed();
        }
        if (rank() != 0) send(mesh.link(topology.parent()), call, values, all);
        else if (op == Op.MEAN) values.divide(all, size());
    }

    /** Rank 0's values go to all. */
    private void treeSpread(Call call, Values values) {
        Shard all = new Shard(0, values.length());
        if (rank() != 0) {
            Link parent = mesh.link(topology.parent());
            values.read(all, receive(parent, call));
            parent.consumed();
        }
        // The largest subtree first: it has the longest way to go.
        for (int child : topology.children().reversed()) send(mesh.link(child), call, values, all);
    }

    /** The values of {@code root} go up the tree to rank 0. */
    private void treeRaise(Call call, Values values, int root) {
        if (!topology.isAbove(root)) return;
        Shard all = new Shard(0, values.length());
        if (rank() != root) {
            for (int child : topology.children()) {
                if (!new Topology(child, size()).isAbove(root)) continue;
                values.read(all, receive(mesh.link(child), call));
                mesh.link(child).consumed();
            }
        }
        if (rank() != 0) send(mesh.link(topology.parent()), call, values, all);
    }

    /** Blocks go from the root along the ring, as far as the rank before the root. */
    private void chain(Call call, Values values, int root) {
        if (size() == 1) return;
        int maxElements = Link.BLOCK_BYTES / values.width();
        int blocks = Math.ceilDiv(values.length(), maxElements);
        Shard all = new Shard(0, values.length());
        @Nullable Link from = rank() == root ? null : mesh.link(topology.previous());
        @Nullable Link to = topology.next() == root ? null : mesh.link(topology.next());
        int received = from == null ? blocks : 0;
        int sent = to == null ? blocks : 0;
        while (true) {
            long before = moved(from) + moved(to);
            boolean flushed = to == null || mesh.flush(to, call);
            if (to != null && flushed && sent < received) {
                to.fill(call, values, all.part(sent++, blocks));
                flushed = mesh.flush(to, call);
            }
            if (from != null && received < blocks) {
                ByteBuffer block = mesh.poll(from, call);
                if (block != null) {
                    values.read(all.part(received++, blocks), block);
                    from.consumed();
                }
            }
            if (flushed && sent == blocks && received == blocks) return;
            if (moved(from) + moved(to) == before)
                mesh.await(received < blocks ? from : null, flushed ? null : to, call);
        }
    }

    private static long moved(@Nullable Link link) {
        return link == null ? 0 : link.moved();
    }

    private void send(Link link, Call call, Values values, Shard piece) {
        while (!mesh.flush(link, call)) mesh.await(null, link, call);
        link.fill(call, values, piece);
        while (!mesh.flush(link, call)) mesh.await(null, link, call);
    }

    private ByteBuffer receive(Link link, Call call) {
        while (true) {
            ByteBuffer block = mesh.poll(link, call);
            if (block != null) return block;
            mesh.await(link, null, call);
        }
    }
}
