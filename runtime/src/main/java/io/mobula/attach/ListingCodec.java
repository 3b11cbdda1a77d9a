package io.mobula.attach;

import io.mobula.attach.proto.ToDriverProto;
import io.mobula.control.JobsCodec;
import io.mobula.control.codec.DirectoryParts;
import io.mobula.control.codec.Parts;

/** A listing as Protobuf. */
final class ListingCodec {
    private ListingCodec() {}

    static ToDriverProto.Listing encode(DirectoryListing listing) {
        var proto = ToDriverProto.Listing.newBuilder()
                .setView(Parts.view(listing.view()))
                .setJobs(JobsCodec.encode(listing.jobs()));
        listing.actors().forEach(actor -> proto.addActors(DirectoryParts.record(actor)));
        listing.groups().forEach(group -> proto.addGroups(DirectoryParts.record(group)));
        return proto.build();
    }

    static DirectoryListing decode(ToDriverProto.Listing proto) {
        return new DirectoryListing(
                Parts.view(proto.getView()),
                proto.getActorsList().stream().map(DirectoryParts::record).toList(),
                proto.getGroupsList().stream().map(DirectoryParts::record).toList(),
                JobsCodec.decode(proto.getJobs()));
    }
}
