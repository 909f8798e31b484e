using Chat.ServiceDefaults.Instances;

namespace Chat.Presence.Tracking;

/// <summary>Which replica a user belongs to, by rendezvous hashing over those that are usable.</summary>
/// <param name="usable">The replicas, this one among them.</param>
/// <param name="self">This replica's id.</param>
internal sealed class Owners(Func<IReadOnlyList<Instance>> usable, string self)
{
    public string Self => self;

    /// <summary>Null: no replica is known.</summary>
    public Instance? Of(long user) => Rendezvous.Pick(usable(), user);

    public bool IsMine(long user) => Of(user) is not { } owner || owner.Id == self;

    public string[] Ids() => [.. usable().Select(instance => instance.Id)];
}
