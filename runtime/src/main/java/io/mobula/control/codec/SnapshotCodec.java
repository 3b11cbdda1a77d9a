package io.mobula.control.codec;

import io.mobula.control.proto.ControlSnapshotProto;
import io.mobula.core.control.Announced;
import io.mobula.core.control.ClusterView;
import io.mobula.core.control.ControlState;
import io.mobula.core.control.ControlState.Member;
import io.mobula.core.control.ControlState.Seat;
import io.mobula.core.control.Job;
import io.mobula.core.control.RecentRequests;
import io.mobula.core.directory.Directory;
import io.mobula.core.id.ProcessId;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** The whole state, for snapshots. */
public final class SnapshotCodec {
    private SnapshotCodec() {}

    public static ControlSnapshotProto encode(ControlState state) {
        var proto = ControlSnapshotProto.newBuilder()
                .setLastDriver(state.lastDriver())
                .setView(Parts.view(state.announced().view()))
                .setSettled(state.announced().settled())
                .setDirectory(DirectorySnapshotCodec.encode(state.directory()));
        state.cluster().ifPresent(cluster -> proto.setCluster(Parts.id(cluster)));
        state.seats()
                .forEach((name, seat) -> proto.addSeats(ControlSnapshotProto.Seat.newBuilder()
                        .setName(name)
                        .setNumber(seat.number())
                        .setIncarnation(seat.incarnation())));
        state.members()
                .values()
                .forEach(member -> proto.addMembers(ControlSnapshotProto.Member.newBuilder()
                        .setNode(Parts.listed(member.node()))
                        .setMember(member.member())));
        state.jobs()
                .forEach((driver, job) -> proto.addDrivers(driver(driver, job)));
        state.lingering().forEach((driver, job) -> proto.addLingering(driver(driver, job)));
        state.announced().deaths().forEach(died -> proto.addDeaths(Parts.death(died)));
        state.requests()
                .answers()
                .forEach((request, answer) -> proto.addRequests(ControlSnapshotProto.Request.newBuilder()
                        .setRequest(Parts.id(request))
                        .setAnswer(Parts.process(answer))));
        return proto.build();
    }

    private static ControlSnapshotProto.Driver driver(ProcessId driver, Job job) {
        return ControlSnapshotProto.Driver.newBuilder()
                .setProcess(Parts.process(driver))
                .setJob(Parts.job(job))
                .build();
    }

    public static ControlState decode(ControlSnapshotProto proto) {
        var seats = new TreeMap<String, Seat>();
        proto.getSeatsList()
                .forEach(seat -> seats.put(seat.getName(), new Seat(seat.getNumber(), seat.getIncarnation())));
        var members = new TreeMap<ProcessId, Member>();
        proto.getMembersList().forEach(member -> {
            ClusterView.Node node = Parts.listed(member.getNode());
            members.put(node.process(), new Member(node, member.getMember()));
        });
        var jobs = new TreeMap<ProcessId, Job>();
        proto.getDriversList()
                .forEach(driver -> jobs.put(Parts.process(driver.getProcess()), Parts.job(driver.getJob())));
        var lingering = new TreeMap<ProcessId, Job>();
        proto.getLingeringList()
                .forEach(driver -> lingering.put(Parts.process(driver.getProcess()), Parts.job(driver.getJob())));
        Directory directory = DirectorySnapshotCodec.decode(proto.getDirectory());
        var announced = new Announced(
                Parts.view(proto.getView()),
                proto.getDeathsList().stream().map(Parts::death).toList(),
                proto.getSettled(),
                directory.view());
        var requests = new LinkedHashMap<UUID, ProcessId>();
        proto.getRequestsList()
                .forEach(request -> requests.put(Parts.id(request.getRequest()), Parts.process(request.getAnswer())));
        Optional<UUID> cluster = proto.hasCluster() ? Optional.of(Parts.id(proto.getCluster())) : Optional.empty();
        var state = new ControlState(
                cluster,
                seats,
                members,
                jobs,
                lingering,
                proto.getLastDriver(),
                announced,
                new RecentRequests(requests),
                directory);
        state.validate();
        return state;
    }
}
