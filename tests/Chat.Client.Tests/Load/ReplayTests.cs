using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Chat.Client.Tests.Server;
using Chat.Load;
using Chat.Load.Conversations;
using Chat.Load.Replaying;
using Chat.Load.Reporting;
using Chat.Load.Verifying;

namespace Chat.Client.Tests.Load;

public sealed class ReplayTests : IAsyncLifetime, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("chat-replay-");
    private FakeServer _server = null!;

    public async Task InitializeAsync() => _server = await FakeServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task An_undisturbed_replay_passes_with_one_push_each()
    {
        var report = await ReplayAsync("--rooms", "2", "--lines", "100", "--stay");

        Assert.True(report.Passed, report.ToString());
        Assert.Equal((200, 200), (report.Lines, report.Sent));
        Assert.Equal((0, 0, 0), (report.Replayed, report.Repaired, report.Repeated));
        Assert.Equal(report.Delivered - report.Sent, report.PushedLive);
    }

    [Fact]
    public async Task Devices_that_go_away_come_back_to_everything()
    {
        var report = await ReplayAsync("--rooms", "2", "--lines", "200");

        Assert.True(report.Passed, report.ToString());
        Assert.True(report.DevicesThatWereAway > 0);
    }

    [Fact]
    public async Task A_lost_push_fails_the_replay_unless_it_was_disturbed()
    {
        _server.Chats.LosesPush = (message, _) => message.Seq == 50;

        var undisturbed = await ReplayAsync("--rooms", "1", "--lines", "100", "--stay");
        var disturbed = await ReplayAsync("--rooms", "1", "--lines", "100", "--stay", "--disturbed");

        Assert.False(undisturbed.Passed);
        Assert.Equal(0, undisturbed.Lost);
        Assert.True(disturbed.Passed, disturbed.ToString());
        Assert.True(disturbed.Repaired > 0);
    }

    [Fact]
    public async Task Verify_finds_what_was_acknowledged_and_misses_what_is_gone()
    {
        var acks = Path.Combine(_folder.FullName, "acks.jsonl");
        await ReplayAsync("--rooms", "1", "--lines", "50", "--stay", "--acks", acks);
        var arguments = new Arguments(null, new Dictionary<string, string> { ["--edge"] = $"{_server.Edge}" }, new HashSet<string>());
        Assert.Equal(0, await VerifyScenario.RunAsync(acks, arguments, default));

        var lines = await File.ReadAllLinesAsync(acks);
        lines[^1] = lines[^1].Replace("\"seq\":50", "\"seq\":51", StringComparison.Ordinal);
        await File.WriteAllLinesAsync(acks, lines);
        Assert.Equal(1, await VerifyScenario.RunAsync(acks, arguments, default));
    }

    [Fact]
    public async Task A_corpus_is_read_in_the_order_of_its_lines()
    {
        var path = Path.Combine(_folder.FullName, "corpus.jsonl.gz");
        await using (var file = new GZipStream(File.Create(path), CompressionMode.Compress))
        {
            await file.WriteAsync(Encoding.UTF8.GetBytes("""
                {"room": "a", "at": "10:00", "type": "join", "user": "u2"}
                {"room": "a", "at": "10:00", "type": "say", "user": "u1", "text": "Grüß dich"}
                {"room": "b", "at": "10:01", "type": "say", "user": "u3", "text": "elsewhere"}
                {"room": "a", "at": "10:02", "type": "say", "user": "u2", "text": ""}
                {"room": "a", "at": "10:02", "type": "say", "user": "u2", "text": "you too"}
                """));
        }

        var room = Assert.Single(await CorpusFile.ReadAsync(path, rooms: 1, linesPerRoom: 10, default));

        Assert.Equal(["Grüß dich", "you too"], room.Lines.Select(line => Encoding.UTF8.GetString(line.Text)));
        Assert.Equal(["u1", "u2"], room.Speakers);
    }

    private async Task<ReplayReport> ReplayAsync(params string[] args)
    {
        var json = Path.Combine(_folder.FullName, "report.json");
        var options = ReplayOptions.Parse([.. args, "--edge", $"{_server.Edge}", "--settle", "30", "--json", json]);
        await ReplayScenario.RunAsync(options, default);
        return JsonSerializer.Deserialize<ReplayReport>(await File.ReadAllTextAsync(json), JsonSerializerOptions.Web)!;
    }
}
