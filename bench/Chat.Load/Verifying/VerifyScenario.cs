using System.Security.Cryptography;
using System.Text.Json;
using Chat.Client.Accounts;
using Chat.Contracts.Hub;
using Chat.Load.Reporting;

namespace Chat.Load.Verifying;

/// <summary>Asks the server's history for everything that was acknowledged, as a member who logs in anew.</summary>
internal static class VerifyScenario
{
    public static async Task<int> RunAsync(string acks, Arguments arguments, CancellationToken cancellationToken)
    {
        var entries = new List<AckLogEntry>();
        await foreach (var line in File.ReadLinesAsync(acks, cancellationToken))
            entries.Add(JsonSerializer.Deserialize<AckLogEntry>(line, JsonSerializerOptions.Web)!);

        var acked = entries.Where(entry => entry.Ack is not null).ToLookup(entry => entry.Ack!.ChatId, entry => entry.Ack!);
        long there = 0, missing = 0, faults = 0;
        foreach (var room in entries.Select(entry => entry.Room).OfType<AckedRoom>())
        {
            using var account = new ChatAccount(arguments.Edge);
            await account.LogInAsync(room.UserName, room.Password, "verify", null, cancellationToken);
            var history = await ServerHistory.ReadAsync(account, room.ChatId, cancellationToken);
            faults += history.Count - history.Select(message => message.ClientMsgId).Distinct().Count();
            faults += history.Where((message, index) => message.Seq != index + 1).Count();
            var bySeq = history.ToLookup(message => message.Seq);
            foreach (var ack in acked[room.ChatId])
            {
                if (bySeq[ack.Seq].Any(message => IsSame(message, ack)))
                    there++;
                else
                    missing++;
            }

            Console.WriteLine($"{room.Name}: {acked[room.ChatId].Count()} acknowledged, {history.Count} in the history");
        }

        var passed = missing == 0 && faults == 0;
        Console.WriteLine($"acknowledged and there {there}, missing {missing}, doubled or out of place {faults}");
        Console.WriteLine(passed ? "PASSED" : "FAILED");
        return passed ? 0 : 1;
    }

    private static bool IsSame(Message message, AckedMessage ack) =>
        message.ClientMsgId == ack.ClientMsgId && Convert.ToHexString(SHA256.HashData(message.Ciphertext)) == ack.Sha256;
}
