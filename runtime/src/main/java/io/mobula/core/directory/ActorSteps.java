package io.mobula.core.directory;

import io.mobula.core.directory.DirectoryReply.Done;
import io.mobula.core.directory.DirectoryReply.Found;
import io.mobula.core.directory.DirectoryReply.NameTaken;
import io.mobula.core.directory.DirectoryReply.NoSuchActor;
import io.mobula.core.directory.DirectoryReply.Outdated;
import io.mobula.core.directory.DirectoryReply.Refused;
import io.mobula.core.id.ActorId;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.ActorEnd;
import io.mobula.core.message.Opaque;
import java.util.Optional;

/** What is asked about one actor. */
final class ActorSteps {
    static final String NEW = "no node has been chosen yet";

    private ActorSteps() {}

    static DirectoryReply create(Draft draft, DirectoryRequest.CreateActor create, Scene scene) {
        ActorSpec spec = create.spec();
        Optional<ActorRecord> made = draft.view().actor(spec.id());
        if (made.isPresent()) return new Found(made.get());
        var subject = new Subject.OfActor(spec.id());
        Optional<DirectoryReply> before = draft.refusal(subject);
        if (before.isPresent()) return before.get();

        Optional<String> obstacle = obstacle(draft, create, scene);
        if (obstacle.isPresent()) return draft.refuse(subject, new Refused(obstacle.get()));
        if (!spec.name().isEmpty()) {
            Optional<ActorId> other = draft.named(new ActorName(spec.namespace(), spec.name()));
            if (other.isPresent())
                return draft.refuse(
                        subject, new NameTaken(draft.view().actor(other.get()).orElseThrow()));
        }
        return new Found(draft.add(spec, create.creation(), NEW));
    }

    private static Optional<String> obstacle(Draft draft, DirectoryRequest.CreateActor create, Scene scene) {
        ActorSpec spec = create.spec();
        int bytes = create.creation().bytes().length;
        if (bytes > Directory.MAX_FACTORY_BYTES)
            return Optional.of("its factory takes " + bytes + " bytes with all that it captures, and at most "
                    + Directory.MAX_FACTORY_BYTES + " are allowed; put large values and capture their refs");
        if (spec.detached() && spec.name().isEmpty())
            return Optional.of("a detached actor needs a name: without one nobody could find it");
        Optional<String> orphaned = orphaned(draft, spec.job(), spec.owner(), scene);
        if (orphaned.isPresent() && !(spec.detached() && lives(draft, spec.job(), scene))) return orphaned;
        if (spec.bundle().isEmpty()) return Optional.empty();
        var bundle = spec.bundle().get();
        Optional<GroupRecord> group = draft.view().group(bundle.group());
        if (group.isEmpty() || group.get().state() instanceof GroupRecord.Removed)
            return Optional.of(bundle.group() + " is not there any more");
        var bundles = group.get().spec().bundles();
        if (bundle.index() < 0 || bundle.index() >= bundles.size())
            return Optional.of(bundle.group() + " has no bundle " + bundle.index() + ", only " + bundles.size());
        if (!spec.demand().fitsIn(bundles.get(bundle.index())))
            return Optional.of("it takes " + spec.demand() + ", and " + bundle + " has only "
                    + bundles.get(bundle.index()));
        return Optional.empty();
    }

    /** Why nothing may be made any more for this job by this process. */
    static Optional<String> orphaned(Draft draft, ProcessId job, ProcessId owner, Scene scene) {
        if (!lives(draft, job, scene)) return Optional.of("its job, that of " + job + ", has ended");
        return lives(draft, owner, scene) ? Optional.empty() : Optional.of(owner + ", which asked for it, is dead");
    }

    private static boolean lives(Draft draft, ProcessId process, Scene scene) {
        return scene.lives(process) || draft.lingers(process);
    }

    static DirectoryReply end(Draft draft, DirectoryRequest.EndActor end) {
        Optional<ActorRecord> actor = draft.view().actor(end.actor());
        if (actor.isEmpty()) {
            // Should the request to make it come later, it has been ended already.
            draft.refuse(
                    new Subject.OfActor(end.actor()), new Refused("it was ended before it was made: " + end.detail()));
            return new NoSuchActor();
        }
        if (!actor.get().isDead()) draft.bury(actor.get(), end.cause(), end.detail(), Opaque.EMPTY);
        return new Done();
    }

    static DirectoryReply started(Draft draft, DirectoryRequest.ActorStarted started) {
        Optional<ActorRecord> actor = draft.view().actor(started.actor());
        if (actor.isEmpty()) return new NoSuchActor();
        if (actor.get().epoch() != started.epoch()) return new Outdated();
        return switch (actor.get().state()) {
            case ActorRecord.Placed(ProcessId at) -> {
                draft.alive(actor.get(), at);
                yield new Done();
            }
            case ActorRecord.Alive _ -> new Done();
            case ActorRecord.Waiting _, ActorRecord.Dead _ -> new Outdated();
        };
    }

    /** Whatever it comes too late for is over, as it says. */
    static DirectoryReply ended(Draft draft, DirectoryRequest.ActorEnded ended) {
        Optional<ActorRecord> actor = draft.living(ended.actor(), ended.epoch());
        if (actor.isEmpty() || actor.get().state() instanceof ActorRecord.Waiting) return new Done();
        if (ended.cause() == ActorEnd.NODE_DIED) {
            draft.endLife(actor.get(), ended.cause(), ended.detail());
        } else {
            draft.bury(actor.get(), ended.cause(), ended.detail(), ended.failure());
        }
        return new Done();
    }

    static DirectoryReply save(Draft draft, DirectoryRequest.SaveSnapshot save) {
        int bytes = save.state().bytes().length;
        if (bytes > Directory.MAX_SNAPSHOT_BYTES)
            return new Refused("the snapshot takes " + bytes + " bytes, and at most " + Directory.MAX_SNAPSHOT_BYTES
                    + " are allowed; put large parts and keep their refs");
        if (draft.living(save.actor(), save.epoch()).isEmpty()) return new Outdated();
        if (save.number() > draft.creation(save.actor()).snapshotNumber())
            draft.saved(save.actor(), save.number(), save.state());
        return new Done();
    }
}
