using System.Text.Json;
using Chat.Load.Bare;
using Chat.Load.Crowds;
using Chat.Load.Measuring;
using Chat.Load.Wire;

namespace Chat.Load.Pairs;

/// <summary>One-to-one conversations: half of the users write to the other half.</summary>
internal static class PairsScenario
{
    private const int ChatsAtOnce = 8;
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static async Task<int> RunAsync(PairsOptions options, CancellationToken cancellationToken)
    {
        InlineSockets.Use();
        var load = new PairsLoad(options);
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false });
        var people = await Crowd.EnrolAsync(options.Edge, http, options.Users, cancellationToken);
        var addresses = await MeetAsync(people, cancellationToken);
        List<PairsReport> reports = [await load.RunAsync("chat", ServerProcesses.Of(options.Stack), addresses, cancellationToken)];
        Console.WriteLine(reports[0]);

        if (options.Bare)
        {
            await using var relay = await RelayProcess.StartAsync(cancellationToken);
            reports.Add(await load.RunAsync("bare", relay.Processes, [.. Enumerable.Range(0, options.Users / 2).Select(relay.Pair)], cancellationToken));
            Console.WriteLine(reports[1]);
            Console.WriteLine($"chat : bare  {reports[0].ServerMicrosecondsPerMessage / reports[1].ServerMicrosecondsPerMessage:0.00} in CPU a message");
        }

        if (options.Json is not null)
            await File.WriteAllTextAsync(options.Json, JsonSerializer.Serialize(reports, Indented), cancellationToken);
        return reports.All(report => report.Passed) ? 0 : 1;
    }

    private static async Task<PairAddress[]> MeetAsync(IReadOnlyList<Person> people, CancellationToken cancellationToken)
    {
        var addresses = new PairAddress[people.Count / 2];
        await Parallel.ForAsync(
            0,
            addresses.Length,
            new ParallelOptions { MaxDegreeOfParallelism = ChatsAtOnce, CancellationToken = cancellationToken },
            async (i, token) =>
            {
                var (sender, recipient) = (people[2 * i], people[2 * i + 1]);
                var chat = (await sender.Account.Chats.CreateDirectAsync(recipient.Account.UserId, token)).ChatId.ToString();
                addresses[i] = new PairAddress(sender.Hub, recipient.Hub, chat, chat);
            });
        return addresses;
    }
}
