using System.Diagnostics;
using Chat.Contracts.Ids;
using Chat.Contracts.Rest;
using Chat.Messaging.Tests.Service;
using Npgsql;
using Xunit;
using Xunit.Abstractions;

namespace Chat.Messaging.Tests.History;

/// <summary>The receipts of a group of 10,000 whose watermarks have moved often. The bound is generous: the machine runs other
/// tests beside.</summary>
[Collection(RunningServiceCollection.Name)]
public sealed class ReceiptScaleTests(RunningService messaging, ITestOutputHelper output)
{
    private const int Members = 10_000;
    private const int Moves = 20;

    [Fact]
    public async Task A_page_of_the_receipts_of_ten_thousand_members_is_read_in_no_time()
    {
        var ada = await Person.CreateAsync(messaging);
        var chat = (await ada.CreateGroupAsync()).ChatId;
        await ada.Http.ChangeAsync(
            HttpMethod.Post, $"/api/chats/{chat}/members", new AddMembersRequest([.. await Invented.UsersAsync(messaging, Members - 1)]));
        await messaging.SendAsync(ada, chat, Moves);
        await ReceiveAsync(chat);

        foreach (var seq in (int[])[1, Moves / 2, Moves])
            Report($"receipts of message {seq}", await PagesAsync<MessageReceipt>(ada, $"{chat}/messages/{seq}/receipts", one => one.UserId));
        Report("watermarks", await PagesAsync<MemberWatermarks>(ada, $"{chat}/receipts", one => one.UserId));
    }

    /// <summary>Milliseconds of each page; the first round finds nothing in a cache and no statement prepared.</summary>
    private static async Task<List<double>> PagesAsync<T>(Person person, string path, Func<T, UserId> user)
    {
        var times = new List<double>();
        for (var round = 0; round < 6; round++)
        {
            var seen = new HashSet<UserId>();
            for (var after = ""; ;)
            {
                var watch = Stopwatch.StartNew();
                var page = await person.Http.GetAsync<IReadOnlyList<T>>($"/api/chats/{path}{after}");
                times.Add(watch.Elapsed.TotalMilliseconds);
                if (page.Count == 0)
                    break;
                Assert.All(page, one => Assert.True(seen.Add(user(one))));
                after = $"?after={user(page[^1])}";
            }

            Assert.InRange(seen.Count, Members - 1, Members);
        }

        return times;
    }

    private void Report(string what, List<double> times)
    {
        times.Sort();
        output.WriteLine($"{what}: a page in {times[times.Count / 2]:0.0} ms, the slowest of {times.Count} in {times[^1]:0.0} ms");
        Assert.InRange(times[times.Count / 2], 0, 200);
    }

    /// <summary>Every member has received and read each message by itself, as the writer stores it.</summary>
    private async Task ReceiveAsync(ChatId chat)
    {
        const string Sql =
            """
            SET LOCAL statement_timeout = 0;
            INSERT INTO receipt (chat_id, user_id, type, up_to_seq, at)
            SELECT m.chat_id, m.user_id, type, seq, now() - make_interval(secs => 10 * ($2 - seq) - type)
            FROM member m, generate_series(1, $2) AS seq, generate_series(0, 1) AS type WHERE m.chat_id = $1;
            INSERT INTO watermark (chat_id, user_id, delivered_seq, read_seq) SELECT chat_id, user_id, $2, $2 FROM member WHERE chat_id = $1;
            ANALYZE;
            """;
        await using var batch = messaging.Shards.Of(chat).Source.CreateBatch();
        batch.Timeout = 120;
        foreach (var statement in Sql.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var command = new NpgsqlBatchCommand(statement);
            if (statement.StartsWith("INSERT", StringComparison.Ordinal))
            {
                command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = chat.Value });
                command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Moves });
            }

            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync();
    }
}
