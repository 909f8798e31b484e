using System.Globalization;
using Chat.Contracts.Errors;
using Chat.Contracts.Ids;

namespace Chat.Messaging.Requests;

/// <summary>Reads <c>limit</c> and the place after which a page begins. More than the most there is means the most; what
/// is no number, or below the least, is <c>bad-request</c>.</summary>
public static class Paging
{
    public static int Limit(string? text, int unsaid, int most)
    {
        if (text is null)
            return unsaid;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) || limit < 1)
            throw ChatException.BadRequest("limit must be a number from 1 on.");
        return (int)Math.Min(limit, most);
    }

    /// <summary>Null if there is none.</summary>
    public static T? After<T>(string? text)
        where T : struct, IId<T>
    {
        if (text is null)
            return null;
        return IdText.TryRead<T>(text, out var id) ? id : throw ChatException.BadRequest($"after must be the id of the last item of the page before ({T.Prefix}…).");
    }

    /// <summary>Null if there is none.</summary>
    public static long? Seq(string name, string? text)
    {
        if (text is null)
            return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seq) ? seq : throw ChatException.BadRequest($"{name} must be a seq.");
    }
}
