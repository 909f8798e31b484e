using Chat.Client.Accounts;

namespace Chat.Client.Tests.Media;

/// <summary>A device beside a media server.</summary>
public abstract class MediaTest : IAsyncLifetime
{
    private protected const int BlockSize = 64 * 1024;

    private FakeMediaServer? _server;
    private ChatAccount? _account;

    private protected FakeMediaServer Server => _server!;

    private protected FakeBlobs Blobs => Server.Blobs;

    private protected ChatAccount Account => _account!;

    public async Task InitializeAsync()
    {
        _server = await FakeMediaServer.StartAsync();
        _account = _server.NewAccount();
    }

    public async Task DisposeAsync()
    {
        Account.Dispose();
        await Server.DisposeAsync();
    }

    private protected static byte[] Content(int size)
    {
        var content = new byte[size];
        new Random(size).NextBytes(content);
        return content;
    }

    /// <summary>Called where it is reported: the platform's own posts to a thread.</summary>
    private protected sealed class Reports : IProgress<long>
    {
        public List<long> All { get; } = [];

        public void Report(long value) => All.Add(value);
    }
}
