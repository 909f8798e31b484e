using System.Runtime.CompilerServices;
using Chat.Contracts.Internal;
using Chat.Gateway.Upstream;
using Chat.ServiceDefaults.Instances;

namespace Chat.Gateway.Tests;

/// <summary>Messaging inside the test: each call goes to a function that the test sets.</summary>
internal sealed class FakeMessaging : IMessaging
{
    public static readonly Instance A = new("messaging-a", new Uri("http://a"), new Uri("http://a"), false);
    public static readonly Instance B = new("messaging-b", new Uri("http://b"), new Uri("http://b"), false);

    public IReadOnlyList<Instance> Usable { get; set; } = [A];

    public Func<Instance, WriteBatch, Task<WriteResult>> Write { get; set; } = (_, batch) => Task.FromResult(Accept(batch));

    public Func<Instance, SyncQuery, IEnumerable<SyncPage>> Sync { get; set; } = (_, _) => [new SyncPage()];

    public Func<HeadsQuery, HeadsResult> Heads { get; set; } =
        query => new HeadsResult { Users = { query.Users.Select(_ => new UserHeads { AsOf = 1 }) } };

    public Func<MembershipQuery, MembershipResult> Membership { get; set; } = query => new MembershipResult
    {
        IsMember = { query.Members.Select(_ => true) },
        IsChannel = { query.Members.Select(_ => true) },
        FirstSeqs = { query.Members.Select(_ => 1L) },
    };

    public static WriteResult Accept(WriteBatch batch, long firstSeq = 1) => new()
    {
        Sends = { batch.Sends.Select((_, i) => new SendResult { Seq = firstSeq + i, SentAt = 1 }) },
        Watermarks = { batch.Watermarks.Select(_ => new WatermarkResult()) },
    };

    public Task<WriteResult> WriteAsync(Instance replica, WriteBatch batch, CancellationToken cancellation) => Write(replica, batch);

    public async IAsyncEnumerable<SyncPage> SyncAsync(
        Instance replica, SyncQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.Yield();
        foreach (var page in Sync(replica, query))
            yield return page;
    }

    public Task<HeadsResult> HeadsAsync(Instance replica, HeadsQuery query, CancellationToken cancellation) => Task.FromResult(Heads(query));

    public Task<MembershipResult> MembershipAsync(Instance replica, MembershipQuery query, CancellationToken cancellation) =>
        Task.FromResult(Membership(query));

    public Task<DevicesResult> DevicesAsync(Instance replica, DevicesQuery query, CancellationToken cancellation) =>
        Task.FromResult(new DevicesResult { Active = { query.Devices.Select(_ => true) } });
}
