using Chat.Checker.Storing;
using Chat.Checker.Tests.Recording;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;

namespace Chat.Checker.Tests.Storing;

public sealed class RecordedRunFolderTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    [Fact]
    public async Task What_was_written_is_read()
    {
        var run = SampleRun.OfSeed(1);

        await RecordedRunFolder.WriteAsync(run, _folder, CancellationToken.None);
        var read = await RecordedRunFolder.ReadAsync(_folder, CancellationToken.None);

        Assert.Equal(run.Devices.Select(Ids), read.Devices.Select(Ids));
        Assert.Equal(run.Devices.SelectMany(Comparable), read.Devices.SelectMany(Comparable));
        Assert.Equal(run.Devices.SelectMany(Cursors), read.Devices.SelectMany(Cursors));
        Assert.Equal(run.Chats.Select(Head), read.Chats.Select(Head));
        Assert.Equal(run.Chats.SelectMany(chat => chat.Messages), read.Chats.SelectMany(chat => chat.Messages));
        Assert.Equal(run.Chats.SelectMany(chat => chat.Members), read.Chats.SelectMany(chat => chat.Members));
        Assert.Equal(run.Chats.SelectMany(chat => chat.States), read.Chats.SelectMany(chat => chat.States));
    }

    [Fact]
    public async Task A_run_is_not_written_over_another()
    {
        await RecordedRunFolder.WriteAsync(SampleRun.Fixed(), _folder, CancellationToken.None);

        await Assert.ThrowsAsync<IOException>(() => RecordedRunFolder.WriteAsync(SampleRun.OfSeed(1), _folder, CancellationToken.None));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static (UserId, DeviceId) Ids(DeviceHistory device) => (device.UserId, device.DeviceId);

    private static (ChatId, bool, long) Head(ChatHistory chat) => (chat.ChatId, chat.IsDirect, chat.LastSeq);

    /// <summary>A record's lists compare by reference: cursors are compared by themselves.</summary>
    private static IEnumerable<DeviceEvent> Comparable(DeviceHistory device) =>
        device.Events.Select(recorded => recorded is Started started ? started with { Cursors = Array.Empty<Cursor>() } : recorded);

    private static IEnumerable<Cursor> Cursors(DeviceHistory device) =>
        device.Events.OfType<Started>().SelectMany(started => started.Cursors);
}
