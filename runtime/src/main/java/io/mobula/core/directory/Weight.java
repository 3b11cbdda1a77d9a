package io.mobula.core.directory;

import io.mobula.core.message.Demand;

/** About how many bytes a record takes, in memory or on its way. */
final class Weight {
    /** Ids, numbers, and what wraps them. */
    private static final long FIXED_BYTES = 128;

    private static final long PER_ITEM_BYTES = 16;

    private Weight() {}

    static long of(DirectoryView view, Subject subject) {
        return switch (subject) {
            case Subject.OfActor actor -> of(view.actors().get(actor.id()));
            case Subject.OfGroup group -> of(view.groups().get(group.id()));
        };
    }

    static long of(ActorRecord actor) {
        ActorSpec spec = actor.spec();
        long bytes = FIXED_BYTES + spec.namespace().length() + spec.name().length() + spec.type().length();
        bytes += of(spec.demand());
        for (ActorSpec.Lane lane : spec.lanes()) bytes += PER_ITEM_BYTES + lane.name().length();
        return bytes
                + switch (actor.state()) {
                    case ActorRecord.Waiting waiting -> waiting.why().length();
                    case ActorRecord.Placed _, ActorRecord.Alive _ -> 0;
                    case ActorRecord.Dead dead -> dead.detail().length() + dead.failure().bytes().length;
                };
    }

    static long of(GroupRecord group) {
        long bytes = FIXED_BYTES + group.spec().name().length();
        for (Demand bundle : group.spec().bundles()) bytes += PER_ITEM_BYTES + of(bundle);
        return bytes
                + switch (group.state()) {
                    case GroupRecord.Waiting waiting -> waiting.why().length();
                    case GroupRecord.Placed placed -> PER_ITEM_BYTES * placed.nodes().size();
                    case GroupRecord.Ready ready -> PER_ITEM_BYTES * ready.nodes().size();
                    case GroupRecord.Removed removed -> removed.why().length();
                };
    }

    private static long of(Demand demand) {
        long bytes = 0;
        for (Demand.Amount amount : demand.amounts()) bytes += PER_ITEM_BYTES + amount.resource().length();
        return bytes;
    }
}
