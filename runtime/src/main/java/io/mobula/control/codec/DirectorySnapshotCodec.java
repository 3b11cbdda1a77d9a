package io.mobula.control.codec;

import io.mobula.control.proto.DirectorySnapshotProto;
import io.mobula.core.directory.ActorRecord;
import io.mobula.core.directory.Creation;
import io.mobula.core.directory.Directory;
import io.mobula.core.directory.DirectoryChange;
import io.mobula.core.directory.DirectoryView;
import io.mobula.core.directory.GroupRecord;
import io.mobula.core.directory.Refusals;
import io.mobula.core.directory.Refusals.Refusal;
import io.mobula.core.directory.Reservation;
import io.mobula.core.directory.Subject;
import io.mobula.core.id.ActorId;
import io.mobula.core.id.GroupId;
import io.mobula.core.id.ProcessId;
import java.util.ArrayList;
import java.util.TreeMap;
import org.pcollections.TreePMap;

/** The directory in a snapshot of the control log. */
final class DirectorySnapshotCodec {
    private DirectorySnapshotCodec() {}

    static DirectorySnapshotProto encode(Directory directory) {
        var proto = DirectorySnapshotProto.newBuilder().setVersion(directory.view().version());
        for (ActorRecord actor : directory.view().actors().values()) {
            var one = DirectorySnapshotProto.Actor.newBuilder().setRecord(DirectoryParts.record(actor));
            Creation creation = directory.creations().get(actor.id());
            if (creation != null)
                one.setCreation(DirectorySnapshotProto.Creation.newBuilder()
                        .setFactory(DirectoryCodec.bytes(creation.factory()))
                        .setSnapshotNumber(creation.snapshotNumber())
                        .setSnapshot(DirectoryCodec.bytes(creation.snapshot()))
                        .setQueued(creation.queued()));
            proto.addActors(one);
        }
        for (GroupRecord group : directory.view().groups().values()) {
            var one = DirectorySnapshotProto.Group.newBuilder().setRecord(DirectoryParts.record(group));
            Reservation reservation = directory.reservations().get(group.id());
            if (reservation != null) {
                one.setQueued(reservation.queued());
                reservation.bundles().forEach(bundle -> one.addBundles(bundle(bundle)));
            }
            proto.addGroups(one);
        }
        directory.lingering().keySet().forEach(driver -> proto.addLingering(Parts.process(driver)));
        for (Refusal refusal : directory.refusals().list()) {
            var one = DirectorySnapshotProto.Refusal.newBuilder().setReply(DirectoryCodec.encode(refusal.reply()));
            switch (refusal.subject()) {
                case Subject.OfActor actor -> one.setActor(DirectoryParts.id(actor.id()));
                case Subject.OfGroup group -> one.setGroup(DirectoryParts.id(group.id()));
            }
            proto.addRefusals(one);
        }
        return proto.build();
    }

    private static DirectorySnapshotProto.Bundle bundle(Reservation.Bundle bundle) {
        var proto = DirectorySnapshotProto.Bundle.newBuilder();
        switch (bundle) {
            case Reservation.Homeless _ -> {}
            case Reservation.Assigned assigned -> proto.setNode(Parts.process(assigned.node()));
            case Reservation.Reserved reserved ->
                proto.setNode(Parts.process(reserved.node())).setReserved(true);
        }
        return proto.build();
    }

    private static Reservation.Bundle bundle(DirectorySnapshotProto.Bundle proto) {
        if (!proto.hasNode()) return Reservation.Homeless.HOMELESS;
        ProcessId node = Parts.process(proto.getNode());
        return proto.getReserved() ? new Reservation.Reserved(node) : new Reservation.Assigned(node);
    }

    static Directory decode(DirectorySnapshotProto proto) {
        var actors = new ArrayList<ActorRecord>();
        var creations = new TreeMap<ActorId, Creation>();
        for (var one : proto.getActorsList()) {
            ActorRecord actor = DirectoryParts.record(one.getRecord());
            actors.add(actor);
            var creation = one.getCreation();
            if (one.hasCreation())
                creations.put(
                        actor.id(),
                        new Creation(
                                DirectoryCodec.opaque(creation.getFactory()),
                                creation.getSnapshotNumber(),
                                DirectoryCodec.opaque(creation.getSnapshot()),
                                creation.getQueued()));
        }
        var groups = new ArrayList<GroupRecord>();
        var reservations = new TreeMap<GroupId, Reservation>();
        for (var one : proto.getGroupsList()) {
            GroupRecord group = DirectoryParts.record(one.getRecord());
            groups.add(group);
            if (one.getBundlesCount() == 0) continue;
            var bundles = one.getBundlesList().stream()
                    .map(DirectorySnapshotCodec::bundle)
                    .toList();
            reservations.put(group.id(), new Reservation(bundles, one.getQueued()));
        }
        var lingering = new TreeMap<ProcessId, Boolean>();
        proto.getLingeringList().forEach(driver -> lingering.put(Parts.process(driver), true));
        return Directory.of(
                DirectoryView.EMPTY.learn(new DirectoryChange(proto.getVersion(), actors, groups)),
                TreePMap.from(creations),
                TreePMap.from(reservations),
                TreePMap.from(lingering),
                new Refusals(proto.getRefusalsList().stream()
                        .map(DirectorySnapshotCodec::refusal)
                        .toList()));
    }

    private static Refusal refusal(DirectorySnapshotProto.Refusal proto) {
        Subject subject = switch (proto.getSubjectCase()) {
            case ACTOR -> new Subject.OfActor(DirectoryParts.id(proto.getActor()));
            case GROUP -> new Subject.OfGroup(DirectoryParts.id(proto.getGroup()));
            case SUBJECT_NOT_SET -> throw new IllegalArgumentException("a refusal of an unknown kind");
        };
        return new Refusal(subject, DirectoryCodec.decode(proto.getReply()));
    }
}
