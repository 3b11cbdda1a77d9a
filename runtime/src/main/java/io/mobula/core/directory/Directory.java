package io.mobula.core.directory;

import io.mobula.core.id.ActorId;
import io.mobula.core.id.GroupId;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Opaque;
import java.util.Optional;
import org.pcollections.TreePMap;

/**
 * The directory's state: the sum of its entries and of the deaths around it, the same on every replica.
 *
 * <p>Immutable, on persistent maps: an entry costs O(log n), so that a log of hundreds of entries per second can afford ten thousand actors. A death costs O(n).
 *
 * <p>Source: the lives of an actor follow Ray's (restarts, detached actors, one node for all calls); one state that every listener hears is our own.
 *
 * @param creations of the living actors
 * @param reservations of the living groups
 * @param names of the living actors that have one
 * @param waiting actors and groups without a node, oldest first
 * @param detached how many living detached actors each job has
 * @param lingering the dead drivers whose jobs have such actors: their code stays
 */
public record Directory(
        DirectoryView view,
        TreePMap<ActorId, Creation> creations,
        TreePMap<GroupId, Reservation> reservations,
        TreePMap<ActorName, ActorId> names,
        TreePMap<Long, Subject> waiting,
        Ledger ledger,
        TreePMap<ProcessId, Integer> detached,
        TreePMap<ProcessId, Boolean> lingering,
        Refusals refusals) {
    /** Of one factory with what it captures; larger values travel as refs. */
    public static final int MAX_FACTORY_BYTES = 1 << 20;

    public static final int MAX_SNAPSHOT_BYTES = 1 << 20;

    /** Of a factory's exception; a longer one is left out, its text stays in the detail. */
    public static final int MAX_FAILURE_BYTES = 64 << 10;

    public static final int MAX_BUNDLES = 1_000;

    public static final Directory EMPTY = new Directory(
            DirectoryView.EMPTY,
            TreePMap.empty(),
            TreePMap.empty(),
            TreePMap.empty(),
            TreePMap.empty(),
            Ledger.EMPTY,
            TreePMap.empty(),
            TreePMap.empty(),
            Refusals.NONE);

    /** From what a snapshot keeps; the rest follows from it. */
    public static Directory of(
            DirectoryView view,
            TreePMap<ActorId, Creation> creations,
            TreePMap<GroupId, Reservation> reservations,
            TreePMap<ProcessId, Boolean> lingering,
            Refusals refusals) {
        return new Restoring(view, creations, reservations).directory(lingering, refusals);
    }

    /** @param reply to {@link DirectoryEntry.Asked}; none to other entries */
    public record Applied(Directory directory, Optional<DirectoryReply> reply) {}

    public Applied apply(DirectoryEntry entry, Scene scene) {
        var draft = new Draft(this);
        Optional<DirectoryReply> reply = switch (entry) {
            case DirectoryEntry.Asked(DirectoryRequest request) -> Optional.of(asked(draft, request, scene));
            case DirectoryEntry.Decided decided -> {
                DecidedSteps.apply(draft, decided, scene);
                yield Optional.empty();
            }
        };
        return new Applied(draft.build(), reply);
    }

    private static DirectoryReply asked(Draft draft, DirectoryRequest request, Scene scene) {
        return switch (request) {
            case DirectoryRequest.CreateActor create -> ActorSteps.create(draft, create, scene);
            case DirectoryRequest.EndActor end -> ActorSteps.end(draft, end);
            case DirectoryRequest.ActorStarted started -> ActorSteps.started(draft, started);
            case DirectoryRequest.ActorEnded ended -> ActorSteps.ended(draft, ended);
            case DirectoryRequest.SaveSnapshot save -> ActorSteps.save(draft, save);
            case DirectoryRequest.CreateGroup create -> GroupSteps.create(draft, create.spec(), scene);
            case DirectoryRequest.BundleReserved reserved -> GroupSteps.reserved(draft, reserved);
            case DirectoryRequest.RemoveGroup remove -> GroupSteps.remove(draft, remove);
            case DirectoryRequest.FindActor find -> draft.base().find(find);
            case DirectoryRequest.LookUpActor(ActorId actor) -> draft.base().lookUp(actor);
            case DirectoryRequest.FetchCreation fetch -> draft.base().fetch(fetch);
        };
    }

    /** The answer to a request that changes nothing, whoever asks; it needs no entry. */
    public Optional<DirectoryReply> read(DirectoryRequest request) {
        return switch (request) {
            case DirectoryRequest.FindActor find -> Optional.of(find(find));
            case DirectoryRequest.LookUpActor(ActorId actor) -> Optional.of(lookUp(actor));
            case DirectoryRequest.FetchCreation fetch -> Optional.of(fetch(fetch));
            case DirectoryRequest.CreateActor _,
                    DirectoryRequest.EndActor _,
                    DirectoryRequest.ActorStarted _,
                    DirectoryRequest.ActorEnded _,
                    DirectoryRequest.SaveSnapshot _,
                    DirectoryRequest.CreateGroup _,
                    DirectoryRequest.BundleReserved _,
                    DirectoryRequest.RemoveGroup _ -> Optional.empty();
        };
    }

    /** An answer that names a record, with what has become of it since: what was decided in the same step is known to whoever asked. */
    public DirectoryReply latest(DirectoryReply reply) {
        return switch (reply) {
            case DirectoryReply.Found found ->
                new DirectoryReply.Found(view.actor(found.actor().id()).orElse(found.actor()));
            case DirectoryReply.FoundGroup found ->
                new DirectoryReply.FoundGroup(view.group(found.group().id()).orElse(found.group()));
            case DirectoryReply.Done _,
                    DirectoryReply.NameTaken _,
                    DirectoryReply.NoSuchActor _,
                    DirectoryReply.Creation _,
                    DirectoryReply.Outdated _,
                    DirectoryReply.Refused _ -> reply;
        };
    }

    /** A process has died: what was there starts anew or is gone, and what it owned is gone. {@code scene} is without it. */
    public Directory died(ProcessId process, String detail) {
        var draft = new Draft(this);
        if (process.isNode()) {
            DeathSteps.nodeDied(draft, process, detail);
        } else {
            DeathSteps.driverDied(draft, process, detail);
        }
        return draft.build();
    }

    /** The driver is dead, and a detached actor of its job lives. */
    public boolean lingers(ProcessId driver) {
        return lingering.containsKey(driver);
    }

    private DirectoryReply find(DirectoryRequest.FindActor find) {
        ActorId id = names.get(new ActorName(find.namespace(), find.name()));
        return id == null ? new DirectoryReply.NoSuchActor() : new DirectoryReply.Found(view.actors().get(id));
    }

    private DirectoryReply lookUp(ActorId actor) {
        return view.actor(actor).<DirectoryReply>map(DirectoryReply.Found::new).orElseGet(DirectoryReply.NoSuchActor::new);
    }

    private DirectoryReply fetch(DirectoryRequest.FetchCreation fetch) {
        ActorRecord actor = view.actors().get(fetch.actor());
        if (actor == null) return new DirectoryReply.NoSuchActor();
        Creation creation = creations.get(fetch.actor());
        if (creation == null || actor.epoch() != fetch.epoch()) return new DirectoryReply.Outdated();
        return new DirectoryReply.Creation(
                fetch.actor(), creation.factory(), creation.snapshotNumber(), creation.snapshot());
    }

    static Opaque bounded(Opaque failure) {
        return failure.bytes().length > MAX_FAILURE_BYTES ? Opaque.EMPTY : failure;
    }

    @Override
    public String toString() {
        return "directory at " + view + ", " + waiting.size() + " waiting";
    }
}
