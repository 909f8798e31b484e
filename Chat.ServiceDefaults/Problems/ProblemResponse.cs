using Chat.Contracts.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Chat.ServiceDefaults.Problems;

/// <summary>Writes an error as problem details (RFC 9457) with the protocol's <c>code</c>.</summary>
public static class ProblemResponse
{
    /// <param name="status">Where it is not the code's own.</param>
    public static async Task WriteAsync(HttpContext context, string code, string sentence, int? status = null)
    {
        // To who is not a member the two are one.
        if (code == ErrorCodes.NotAMember)
            code = ErrorCodes.ChatNotFound;

        status ??= ErrorCodes.HttpStatus(code);
        context.Response.StatusCode = status.Value;
        var problem = new ProblemDetails { Status = status, Title = sentence, Extensions = { ["code"] = code } };
        await context.Response.WriteAsJsonAsync(problem, options: null, contentType: "application/problem+json", context.RequestAborted);
    }
}
