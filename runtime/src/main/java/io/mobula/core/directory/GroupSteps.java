package io.mobula.core.directory;

import io.mobula.core.directory.DirectoryReply.Done;
import io.mobula.core.directory.DirectoryReply.FoundGroup;
import io.mobula.core.directory.DirectoryReply.Outdated;
import io.mobula.core.directory.DirectoryReply.Refused;
import io.mobula.core.id.BundleId;
import io.mobula.core.message.ActorEnd;
import io.mobula.core.message.Opaque;
import java.util.List;
import java.util.Optional;

/** What is asked about one group. */
final class GroupSteps {
    private GroupSteps() {}

    static DirectoryReply create(Draft draft, GroupSpec spec, Scene scene) {
        Optional<GroupRecord> made = draft.view().group(spec.id());
        if (made.isPresent()) return new FoundGroup(made.get());
        var subject = new Subject.OfGroup(spec.id());
        Optional<DirectoryReply> before = draft.refusal(subject);
        if (before.isPresent()) return before.get();
        if (spec.bundles().size() > Directory.MAX_BUNDLES)
            return draft.refuse(
                    subject,
                    new Refused("it has " + spec.bundles().size() + " bundles, and at most " + Directory.MAX_BUNDLES
                            + " are allowed"));
        Optional<String> orphaned = ActorSteps.orphaned(draft, spec.job(), spec.owner(), scene);
        if (orphaned.isPresent()) return draft.refuse(subject, new Refused(orphaned.get()));
        return new FoundGroup(draft.add(spec, "no nodes have been chosen yet"));
    }

    static DirectoryReply reserved(Draft draft, DirectoryRequest.BundleReserved reserved) {
        BundleId bundle = reserved.bundle();
        Optional<GroupRecord> group = draft.livingGroup(bundle.group(), reserved.epoch());
        if (group.isEmpty()) return new Outdated();
        return switch (group.get().state()) {
            case GroupRecord.Placed placed -> {
                if (bundle.index() < 0 || bundle.index() >= placed.nodes().size())
                    yield new Refused(bundle.group() + " has no bundle " + bundle.index());
                draft.reserved(group.get(), bundle.index(), placed.nodes());
                yield new Done();
            }
            case GroupRecord.Ready _ -> new Done();
            case GroupRecord.Waiting _, GroupRecord.Removed _ -> new Outdated();
        };
    }

    static DirectoryReply remove(Draft draft, DirectoryRequest.RemoveGroup remove) {
        Optional<GroupRecord> group = draft.view().group(remove.group());
        if (group.isEmpty()) {
            draft.refuse(
                    new Subject.OfGroup(remove.group()),
                    new Refused("it was removed before it was made: " + remove.why()));
        } else if (!(group.get().state() instanceof GroupRecord.Removed)) {
            remove(draft, group.get(), remove.why());
        }
        return new Done();
    }

    /** Its actors first: what they take is the bundles'. */
    static void remove(Draft draft, GroupRecord group, String why) {
        for (ActorRecord actor : List.copyOf(draft.view().actors().values())) {
            boolean inside = actor.spec()
                    .bundle()
                    .filter(bundle -> bundle.group().equals(group.id()))
                    .isPresent();
            // Looked up again: burying one may have ended others.
            if (inside)
                draft.living(actor.id(), actor.epoch())
                        .ifPresent(now -> draft.bury(
                                now, ActorEnd.GROUP_REMOVED, group.id() + " was removed: " + why, Opaque.EMPTY));
        }
        if (draft.livingGroup(group.id(), group.epoch()).isPresent()) draft.remove(group, why);
    }
}
