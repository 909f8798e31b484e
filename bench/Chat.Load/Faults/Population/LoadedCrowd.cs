namespace Chat.Load.Faults.Population;

/// <summary>Everybody and every chat of the run.</summary>
internal sealed class LoadedCrowd(IReadOnlyList<LoadedUser> users, IReadOnlyList<LoadedChat> chats) : IAsyncDisposable
{
    private const int ConnectsAtOnce = 16;

    private readonly Dictionary<ChatKind, LoadedChat[]> _byKind =
        chats.GroupBy(chat => chat.Kind).ToDictionary(kind => kind.Key, kind => kind.ToArray());

    /// <summary>Who has a device; the probes' users too.</summary>
    public IReadOnlyList<LoadedUser> Users { get; } = users;

    public IReadOnlyList<LoadedChat> Chats { get; } = chats;

    public IReadOnlyList<LoadedDevice> Devices { get; } = [.. users.SelectMany(user => user.Devices)];

    public IReadOnlyList<LoadedChat> Of(ChatKind kind) => _byKind.GetValueOrDefault(kind, []);

    public Task ConnectAsync(CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            Devices,
            new ParallelOptions { MaxDegreeOfParallelism = ConnectsAtOnce, CancellationToken = cancellationToken },
            async (device, token) => await device.ConnectAsync(token));

    public async ValueTask DisposeAsync() => await Task.WhenAll(Devices.Select(device => device.DisposeAsync().AsTask()));
}
