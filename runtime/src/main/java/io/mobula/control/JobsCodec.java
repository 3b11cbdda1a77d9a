package io.mobula.control;

import io.mobula.control.codec.Parts;
import io.mobula.control.proto.ListedJobsProto;
import java.util.List;

/** A list of jobs as Protobuf. */
public final class JobsCodec {
    private JobsCodec() {}

    public static ListedJobsProto encode(List<ListedJob> jobs) {
        var proto = ListedJobsProto.newBuilder();
        for (ListedJob job : jobs) {
            proto.addJobs(ListedJobsProto.Job.newBuilder()
                    .setDriver(Parts.process(job.driver()))
                    .setName(job.name())
                    .setHome(Parts.process(job.home()))
                    .setLingering(job.state() == ListedJob.State.LINGERING));
        }
        return proto.build();
    }

    public static List<ListedJob> decode(ListedJobsProto proto) {
        return proto.getJobsList().stream()
                .map(job -> new ListedJob(
                        Parts.process(job.getDriver()),
                        job.getName(),
                        Parts.process(job.getHome()),
                        job.getLingering() ? ListedJob.State.LINGERING : ListedJob.State.RUNNING))
                .toList();
    }
}
