package io.mobula.core.task;

import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Message;
import java.util.Optional;
import org.agrona.collections.Int2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/** What the shape numbers of one owner mean: resources of the node or of a bundle, or an actor's lane. */
final class HostedShapes {
    final ProcessId owner;
    private final Pool node;
    private final Bundles bundles;
    private final Int2ObjectHashMap<HostShape> shapes = new Int2ObjectHashMap<>();
    /** What the owner's pushes take of the node. */
    final Loads.OfOwner load = new Loads.OfOwner();

    HostedShapes(ProcessId owner, Pool node, Bundles bundles) {
        this.owner = owner;
        this.node = node;
        this.bundles = bundles;
    }

    void declared(Message.Declare declare) {
        if (!shapes.containsKey(declare.shape())) shapes.put(declare.shape(), shape(declare));
    }

    private HostShape shape(Message.Declare declare) {
        if (declare.bundle().isEmpty()) return new SlotShape(declare, node, null, this);
        HostedBundle bundle = bundles.reserved(declare.bundle().get());
        if (bundle == null) return new NowhereShape(owner, declare.shape(), Optional.of(declare));
        return new SlotShape(declare, bundle.pool, bundle, this);
    }

    /** In place of what the number was bound to before: pushes that came under that have their lane already (CALL-1). */
    void bound(Message.Bind bind, @Nullable HostedActor actor) {
        Lane lane = actor == null ? null : actor.lanes.get(bind.lane());
        if (actor == null || lane == null || !actor.accepts()) {
            shapes.put(bind.shape(), new NowhereShape(owner, bind.shape(), Optional.empty()));
            return;
        }
        if (shapes.get(bind.shape()) instanceof CallShape known && known.actor == actor) return;
        var shape = new CallShape(owner, bind.shape(), actor, lane);
        actor.callers.add(shape);
        shapes.put(bind.shape(), shape);
    }

    /** Null if nobody has said what the number means. A bundle may have come, or gone and come again, since it was declared. */
    @Nullable
    HostShape of(int number) {
        HostShape shape = shapes.get(number);
        if (shape == null) return null;
        Optional<Message.Declare> again = switch (shape) {
            case NowhereShape nowhere -> nowhere.declared;
            case SlotShape slots when slots.bundle != null && slots.bundle.withdrawn -> Optional.of(slots.declared);
            case SlotShape _, CallShape _ -> Optional.empty();
        };
        if (again.isEmpty()) return shape;
        HostShape renewed = shape(again.get());
        shapes.put(number, renewed);
        return renewed;
    }

    /** As it was declared, if it was and its tasks take slots of the node's own. */
    @Nullable
    SlotShape onNode(int number) {
        return shapes.get(number) instanceof SlotShape slots && slots.bundle == null ? slots : null;
    }

    /** The owner has died: nothing of it waits any more. */
    void dropWaiting() {
        for (HostShape shape : shapes.values()) {
            switch (shape) {
                case SlotShape slots -> {
                    slots.pool.turns.remove(slots);
                    slots.pool.turns.forget(owner);
                }
                case CallShape call -> {
                    call.waiting.clear();
                    call.actor.callers.remove(call);
                }
                case NowhereShape _ -> {}
            }
        }
    }
}
