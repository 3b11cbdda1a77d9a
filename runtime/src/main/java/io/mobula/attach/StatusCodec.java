package io.mobula.attach;

import io.mobula.attach.NodeStatus.HomeDriver;
import io.mobula.attach.proto.NodeProto;
import io.mobula.attach.proto.ToDriverProto;
import io.mobula.control.codec.Parts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A node's status as Protobuf. */
final class StatusCodec {
    private StatusCodec() {}

    static ToDriverProto.Status encode(ToDriver.Status status) {
        NodeStatus.Figures figures = status.node().figures();
        var node = NodeProto.newBuilder()
                .setName(figures.name())
                .setProcess(Parts.process(figures.process()))
                .setAddress(figures.address())
                .setUptimeMillis(figures.uptime().toMillis())
                .setCpusUsed(figures.cpus().used())
                .setCpusTotal(figures.cpus().total())
                .setTasksRunning(figures.tasks().running())
                .setTasksQueued(figures.tasks().queued())
                .setStoredBytes(figures.stored().bytes())
                .setStoreCapacityBytes(figures.stored().capacityBytes())
                .setObjects(figures.stored().objects())
                .setSpilledBytes(figures.stored().spilledBytes());
        figures.leaving().ifPresent(node::setLeaving);
        status.node().certificateEnd().ifPresent(end -> node.setCertificateEndEpochMillis(end.toEpochMilli()));
        for (HomeDriver driver : status.node().drivers()) {
            node.addDrivers(NodeProto.DriverProto.newBuilder()
                    .setProcess(Parts.process(driver.process()))
                    .setName(driver.name())
                    .setPid(driver.pid())
                    .setSinceEpochMillis(driver.since().toEpochMilli()));
        }
        return ToDriverProto.Status.newBuilder()
                .setCluster(Parts.id(status.cluster()))
                .setView(Parts.view(status.view()))
                .setNode(node)
                .build();
    }

    static ToDriver.Status decode(ToDriverProto.Status proto) {
        NodeProto node = proto.getNode();
        var figures = new NodeStatus.Figures(
                node.getName(),
                Parts.process(node.getProcess()),
                node.getAddress(),
                Duration.ofMillis(node.getUptimeMillis()),
                new NodeStatus.Cpus(node.getCpusUsed(), node.getCpusTotal()),
                new NodeStatus.Tasks(node.getTasksRunning(), node.getTasksQueued()),
                new NodeStatus.Stored(
                        node.getStoredBytes(), node.getStoreCapacityBytes(), node.getObjects(), node.getSpilledBytes()),
                node.getLeaving().isEmpty() ? Optional.empty() : Optional.of(node.getLeaving()));
        var drivers = node.getDriversList().stream()
                .map(driver -> new HomeDriver(
                        Parts.process(driver.getProcess()),
                        driver.getName(),
                        driver.getPid(),
                        Instant.ofEpochMilli(driver.getSinceEpochMillis())))
                .toList();
        Optional<Instant> end = node.hasCertificateEndEpochMillis()
                ? Optional.of(Instant.ofEpochMilli(node.getCertificateEndEpochMillis()))
                : Optional.empty();
        return new ToDriver.Status(
                Parts.id(proto.getCluster()), Parts.view(proto.getView()), new NodeStatus(figures, drivers, end));
    }
}
