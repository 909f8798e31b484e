using Chat.Contracts.Ids;
using Chat.Messaging.Operations.Restoring;
using Chat.Messaging.Tests.Replicas;
using Xunit;

namespace Chat.Messaging.Tests.Operations;

/// <summary>chat-0 is backed up, lost, restored and made fit to be served.</summary>
public abstract class RestoredShardTest(MessagingFixture fixture) : OperationTest(fixture)
{
    protected StoppedTime Time { get; } = new();

    /// <summary>From where chats number on that are restored now.</summary>
    protected long Beyond => RaisedNumbers.BeyondAllOf(Time.GetUtcNow());

    protected async Task<string> BackUpAsync()
    {
        await Server.CloseAsync();
        var backup = await Server.BackUpAsync("chat-0");
        await ServeAgainAsync();
        return backup;
    }

    protected async Task LoseAndRestoreAsync(string backup)
    {
        await Server.CloseAsync();
        Server.Restore("chat-0", backup);
        await RestoredAsync();
        await ServeAgainAsync();
    }

    protected Task RestoredAsync()
    {
        var databases = Server.Operate(new Messaging.Heads.HeadCache(Redis, TimeProvider.System));
        return new RestoredShard(databases, databases.Shard("chat-0"), Time, Output).RunAsync(force: false, CancellationToken.None);
    }

    /// <returns>The last one's seq.</returns>
    protected async Task<long> SendAsync(ChatId chat, UserId sender, int messages)
    {
        var replica = StartReplica();
        var sent = await replica.SendAsync([.. Enumerable.Range(0, messages).Select(_ => Replica.Send(chat, sender))]);
        Assert.All(sent, result => Assert.Equal("", result.Error));
        await replica.HeadWriter.FlushAsync(CancellationToken.None);
        return sent.Max(result => result.Seq);
    }

    protected async Task<(string Seqs, long Through)> ReplayAsync(UserId user, ChatId chat, long cursor)
    {
        var pages = await SyncAsync(user, chat, cursor);
        var seqs = pages.SelectMany(page => page.Messages).Select(message => message.Seq);
        return (string.Join(' ', seqs), pages.SingleOrDefault(page => page.Last)?.Through ?? 0);
    }
}
